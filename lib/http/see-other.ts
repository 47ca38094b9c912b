/** Sends the browser on with a GET, by an answer that nobody keeps. */
export function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
}
