import { useId } from "react";
import { Panel } from "@/components/account/panel";
import { Avatar } from "@/components/avatar";
import { buttonVariants } from "@/components/ui/button";
import { ButtonContent } from "@/components/ui/button-content";
import type { Translator } from "@/lib/i18n/translator";

type PictureUploadProps = {
  /** Gives the initials that replace a missing picture. */
  name: string;
  /** The picture that the upload replaces. */
  picture: string | null;
  t: Translator;
};

/**
 * Uploads a picture of the user's own, below the one that is theirs now. The browser itself submits the
 * form; see `PlainForm` for what marks its button as pressed.
 */
export function PictureUpload({ name, picture, t }: PictureUploadProps) {
  const id = useId();
  return (
    <Panel>
      <div className="flex max-w-100 items-center gap-4">
        <Avatar name={name} picture={picture} />
        <div className="flex flex-col gap-1.5">
          <h2 className="font-semibold text-lg">{t("profile.upload.title")}</h2>
          <p id={`${id}-help`} className="text-muted text-sm">
            {t("profile.upload.help")}
          </p>
        </div>
      </div>
      <form
        action="/account/picture"
        method="post"
        encType="multipart/form-data"
        data-press-once
        className="flex max-w-100 flex-col gap-4"
      >
        {/* The words of a browser's own button aren't in the page's language. The whole field, not
            only the name of the file, shows the focus. */}
        <label className="flex cursor-pointer flex-wrap gap-x-3 rounded-lg border border-edge bg-surface p-1.25 text-sm has-focus-visible:outline-2">
          <span className="flex min-h-8 items-center rounded-md border border-edge bg-raised px-3 font-medium">
            {t("profile.upload.file")}
          </span>
          <input
            type="file"
            name="picture"
            accept="image/jpeg,image/png,image/webp"
            required
            aria-describedby={`${id}-help`}
            className="h-8 min-w-0 flex-1 basis-24 cursor-pointer leading-8 outline-transparent file:hidden forced-colors:outline-[color:Canvas] invalid:text-[0px]"
          />
        </label>
        <div>
          <button type="submit" className={buttonVariants({ size: "compact", className: "peer" })}>
            <ButtonContent>{t("profile.upload.upload")}</ButtonContent>
          </button>
          <span aria-live="polite" className="sr-only *:hidden peer-aria-busy:*:inline">
            <span>{t("profile.upload.uploading")}</span>
          </span>
        </div>
      </form>
    </Panel>
  );
}
