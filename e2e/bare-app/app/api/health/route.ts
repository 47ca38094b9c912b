/** For the test to see that the app is up. */
export function GET(): Response {
  return new Response();
}
