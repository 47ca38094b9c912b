import { useId } from "react";
import { Panel } from "@/components/account/panel";
import { buttonVariants } from "@/components/ui/button";
import { ButtonContent } from "@/components/ui/button-content";
import type { Translator } from "@/lib/i18n/translator";

/**
 * Uploads a picture of the user's own. The browser itself submits the form; see `PlainForm` for what
 * marks its button as pressed.
 */
export function PictureUpload({ t }: { t: Translator }) {
  const id = useId();
  return (
    <Panel title={t("profile.upload.title")}>
      <form
        action="/account/picture"
        method="post"
        encType="multipart/form-data"
        data-press-once
        className="flex max-w-100 flex-col gap-4"
      >
        <div className="flex flex-col gap-1.5">
          {/* The words of a browser's own button are in its language, not in the page's. */}
          <label className="relative flex text-sm">
            <input
              type="file"
              name="picture"
              accept="image/jpeg,image/png,image/webp"
              required
              aria-describedby={`${id}-help`}
              className="peer min-h-11 w-full cursor-pointer rounded-lg border border-edge bg-surface px-3 py-3 file:hidden invalid:text-[0px]"
            />
            <span className="pointer-events-none absolute start-1.5 top-1.5 flex min-h-8 items-center rounded-md border border-edge bg-raised px-3 font-medium peer-valid:opacity-0">
              {t("profile.upload.file")}
            </span>
          </label>
          <p id={`${id}-help`} className="text-muted text-sm">
            {t("profile.upload.help")}
          </p>
        </div>
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
