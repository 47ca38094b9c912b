import { useId } from "react";
import { Section } from "@/components/section";
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
    <Section title={t("profile.upload.title")}>
      <form
        action="/account/picture"
        method="post"
        encType="multipart/form-data"
        data-press-once
        className="flex max-w-100 flex-col gap-4"
      >
        <div className="flex flex-col gap-1.5">
          <label htmlFor={id} className="font-medium text-sm">
            {t("profile.upload.file")}
          </label>
          <input
            id={id}
            type="file"
            name="picture"
            accept="image/jpeg,image/png,image/webp"
            required
            aria-describedby={`${id}-help`}
            className="min-h-11 w-full rounded-lg border border-edge bg-surface p-1.5 text-sm file:me-3 file:min-h-8 file:rounded-md file:border file:border-edge file:bg-raised file:px-3 file:font-medium"
          />
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
    </Section>
  );
}
