/**
 * `useReloadWhenRestored` for a page that has no client component: Back must not bring out of the
 * browser's cache a visitor who has signed out since.
 */
export function ReloadWhenRestoredScript({ nonce }: { nonce: string }) {
  return <script nonce={nonce}>{reloadWhenRestored}</script>;
}

const reloadWhenRestored =
  'addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });';
