"use client";

import { useCallback, useEffect, useId, useRef, useState } from "react";
import { buttonVariants } from "@/components/ui/button";
import { ButtonContent } from "@/components/ui/button-content";
import { Icon } from "@/components/ui/icon";

type PictureUploadProps = {
  /** Whether the last one was. The page's message says why. */
  isRefused: boolean;
  words: Record<"file" | "upload" | "uploading" | "help", string>;
};

/** How long a stopped upload looks busy: the browser doesn't tell a page that its visitor stopped it. */
const busyMs = 10_000;

/**
 * Chooses a picture of the user's own and uploads it at once. Without JavaScript, the browser shows the
 * name of the file, and a second button uploads it.
 */
export function PictureUpload({ isRefused, words }: PictureUploadProps) {
  const helpId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isBusy, setBusy] = useState(false);
  const upload = useCallback(() => {
    if (!input.current?.files?.length) return;
    setBusy(true);
    input.current.form?.requestSubmit();
  }, []);
  // The user may have chosen a file before this script was there.
  useEffect(upload, [upload]);
  useEffect(() => {
    if (!isBusy) return;
    const timer = setTimeout(() => setBusy(false), busyMs);
    return () => clearTimeout(timer);
  }, [isBusy]);
  return (
    <form
      action="/account/picture"
      method="post"
      encType="multipart/form-data"
      data-press-once
      className="flex flex-col gap-2"
    >
      <label
        aria-busy={isBusy}
        className={buttonVariants({
          size: "compact",
          className: "max-w-full cursor-pointer has-focus-visible:outline-2",
        })}
      >
        <ButtonContent
          icon={<Icon className="size-5">{uploadDrawing}</Icon>}
          busyText={`${words.uploading}…`}
        >
          <span className="noscript:hidden">{words.upload}</span>
          <span className="hidden noscript:inline">{words.file}</span>
        </ButtonContent>
        {/* The words of a browser's own button aren't in the page's language. */}
        <input
          ref={input}
          type="file"
          name="picture"
          accept="image/jpeg,image/png,image/webp"
          required
          aria-describedby={helpId}
          aria-invalid={isRefused}
          onClick={forgetFile}
          onChange={upload}
          className="min-w-0 flex-1 file:hidden invalid:text-[0px] not-noscript:sr-only"
        />
      </label>
      <button
        type="submit"
        className={buttonVariants({ size: "compact", className: "hidden noscript:flex" })}
      >
        {words.upload}
      </button>
      <span aria-live="polite" className="sr-only">
        {isBusy && words.uploading}
      </span>
      <p id={helpId} className="text-muted text-sm">
        {words.help}
      </p>
    </form>
  );
}

/** Lets the user choose the same file again: the browser reports a change only. */
function forgetFile({ currentTarget }: { currentTarget: HTMLInputElement }) {
  currentTarget.value = "";
}

/** Lucide's `upload`. */
const uploadDrawing = <path d="M12 3v12m5-7-5-5-5 5m14 7v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4" />;
