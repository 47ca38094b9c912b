import { UserRound } from "lucide-react";
import { avatarPicture } from "@/components/avatar-picture";
import { initials } from "@/components/initials";

type AvatarProps = { name: string; picture: string | null };

/** The visitor's picture over their initials, which show when the picture is absent or fails. */
export function Avatar({ name, picture }: AvatarProps) {
  const src = avatarPicture(picture);
  return (
    <span
      aria-hidden="true"
      className="relative flex size-20 items-center justify-center overflow-hidden rounded-full border border-line bg-raised font-semibold text-2xl text-muted"
    >
      {initials(name) ?? <UserRound className="size-8" />}
      {src && (
        // biome-ignore lint/performance/noImgElement: next/image writes a style attribute, which our CSP refuses, and fetches the picture itself
        <img
          src={src}
          alt=""
          width={80}
          height={80}
          referrerPolicy="no-referrer"
          className="absolute inset-0 size-full object-cover"
        />
      )}
    </span>
  );
}
