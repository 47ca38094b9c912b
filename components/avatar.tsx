import { avatarPicture } from "@/components/avatar-picture";
import { initials } from "@/components/text/initials";
import { Icon } from "@/components/ui/icon";

type AvatarProps = { name: string; picture: string | null; size?: keyof typeof sizes };

const sizes = {
  small: { pixels: 32, classes: "size-8 text-xs", icon: "size-4" },
  medium: { pixels: 40, classes: "size-10 text-sm", icon: "size-5" },
  large: { pixels: 80, classes: "size-20 text-2xl", icon: "size-8" },
};

/** The user's picture over their initials, which show if the picture is missing or fails to load. */
export function Avatar({ name, picture, size = "large" }: AvatarProps) {
  const { pixels, classes, icon } = sizes[size];
  const src = avatarPicture(picture);
  const shown = initials(name);
  return (
    <span aria-hidden="true" className={`user-picture ${classes}`}>
      {shown ?? <PersonIcon className={icon} />}
      {src && (
        // biome-ignore lint/performance/noImgElement: next/image writes a style attribute, which our CSP blocks, and fetches the picture on the server
        <img
          src={src}
          alt=""
          width={pixels}
          height={pixels}
          referrerPolicy="no-referrer"
          data-initials={shown ?? ""}
        />
      )}
    </span>
  );
}

/** Lucide's `user-round`. */
function PersonIcon({ className }: { className: string }) {
  return (
    <Icon className={className}>
      <circle cx="12" cy="8" r="5" />
      <path d="M20 21a8 8 0 0 0-16 0" />
    </Icon>
  );
}
