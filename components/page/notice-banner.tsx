import { cx } from "class-variance-authority";
import type { ReactNode } from "react";
import { DetailList } from "@/components/detail-list";
import { Reference } from "@/components/text/reference";
import { Icon } from "@/components/ui/icon";
import type { Notice } from "@/lib/flash/notice";
import type { Translator } from "@/lib/i18n/translator";

type NoticeBannerProps = {
  notice: Notice | null;
  /** What can be done about what it says. */
  children?: ReactNode;
  t: Translator;
};

/** A message at the top of a page, which receives the focus, with or without JavaScript. Only a problem interrupts a screen reader. */
export function NoticeBanner({ notice, children, t }: NoticeBannerProps) {
  if (!notice) return null;
  const { role, drawing, colors } = tones[notice.tone];
  return (
    <div
      role={role}
      tabIndex={-1}
      // biome-ignore lint/a11y/noAutofocus: the page loaded to show this, and the button that led here is gone
      autoFocus
      // No mark of focus: it can't be pressed, and it is the first thing on the page.
      className={cx(
        "flex flex-wrap gap-3 rounded-xl border px-4 py-3.5 text-sm outline-none",
        colors,
      )}
    >
      <div className="flex min-w-0 flex-1 basis-64 gap-3">
        <Icon className="mt-0.5 size-4.5">
          <circle cx="12" cy="12" r="10" />
          <path d={drawing} />
        </Icon>
        <div className="flex min-w-0 flex-1 flex-col gap-1.5">
          <p className="font-semibold wrap-anywhere">{notice.title}</p>
          {notice.text && <p className="wrap-anywhere">{notice.text}</p>}
          {notice.link && (
            <a href={notice.link.href} className="w-fit py-1 font-medium underline">
              {notice.link.label}
            </a>
          )}
          {notice.lists?.map(({ title, items }) => (
            <div key={title}>
              <p>{title}</p>
              <ul className="ms-4 list-disc">
                {items.map((item) => (
                  <li key={item} className="wrap-anywhere">
                    {item}
                  </li>
                ))}
              </ul>
            </div>
          ))}
          <Reference value={notice.reference} label={t("common.reference")} />
          {notice.details && notice.details.length > 0 && <DetailList details={notice.details} />}
        </div>
      </div>
      {children}
    </div>
  );
}

/** Lucide's `circle-check`, `info` and `circle-exclamation-point`. */
const tones = {
  success: {
    role: "status",
    drawing: "m16 9-5.5 5.5L8 12",
    colors: "border-success-line bg-success-ground text-success",
  },
  neutral: {
    role: "status",
    drawing: "M12 16v-4m0-4h.01",
    colors: "border-line bg-raised",
  },
  problem: {
    role: "alert",
    drawing: "M12 8v4m0 4h.01",
    colors: "border-problem-line bg-problem-ground text-problem",
  },
} as const;
