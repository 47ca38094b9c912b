/**
 * Shows that the button of a `PlainForm` is working, and ignores further presses, also in the page's
 * other plain forms. It marks the buttons; their classes do the rest. Without it, the forms work all
 * the same.
 *
 * When the browser restores the page from its back/forward cache, the buttons are ready again. A page
 * with a sign-out button reloads instead, so that Back doesn't show it after the sign-out.
 */
export function PressOnceScript({ nonce }: { nonce: string }) {
  return <script nonce={nonce}>{pressOnce}</script>;
}

/** The browser doesn't tell a page that its visitor stopped the request, so ten seconds end the wait. */
const pressOnce = `{
let timer;
const mark = (pressed) => {
  clearTimeout(timer);
  timer = pressed && setTimeout(mark, 10000);
  for (const button of document.querySelectorAll("[data-press-once] button")) {
    button.setAttribute("aria-disabled", !!pressed);
    button.setAttribute("aria-busy", button === pressed);
  }
};
addEventListener("submit", (event) => {
  if (!event.target.matches("[data-press-once]")) return;
  if (timer) event.preventDefault();
  else mark(event.submitter);
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  if (document.querySelector("[action$=signout]")) location.reload();
  else mark();
});
}`;
