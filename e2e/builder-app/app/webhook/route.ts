/** Says what has arrived, by any method and from any site. */
async function echo(request: Request): Promise<Response> {
  const { method, headers } = request;
  const origin = headers.get("origin");
  const fromProxy = headers.get("x-acme-request");
  const body = { method, origin, fromProxy, text: await request.text() };
  return Response.json(body, {
    status: 202,
    headers: { "access-control-allow-origin": origin ?? "*", "x-method": method },
  });
}

export {
  echo as DELETE,
  echo as GET,
  echo as HEAD,
  echo as OPTIONS,
  echo as PATCH,
  echo as POST,
  echo as PUT,
};
