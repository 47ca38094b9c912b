/**
 * `useReloadWhenRestored` for a page without client components: after a sign-out, Back must not
 * restore the signed-in page from the browser's back/forward cache.
 */
export function ReloadWhenRestoredScript({ nonce }: { nonce: string }) {
  return <script nonce={nonce}>{reloadWhenRestored}</script>;
}

const reloadWhenRestored =
  'addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });';
