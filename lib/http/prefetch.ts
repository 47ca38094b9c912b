/**
 * Whether the browser makes a request ahead of its visitor, who may never come: to prefetch or to
 * prerender a page (https://wicg.github.io/nav-speculation/prefetch.html#sec-purpose-header).
 */
export function isPrefetch(headers: Headers): boolean {
  // "Purpose" is Chrome's older name for it, which Safari still sends.
  const purposes = [headers.get("sec-purpose"), headers.get("purpose")];
  return purposes.some((purpose) => purpose !== null && /\b(prefetch|prerender)\b/i.test(purpose));
}
