import { auth } from "@/auth";

/** The handler of a dynamic route: https://authjs.dev/reference/nextjs */
export const POST = auth(async (req, { params }) => {
  const { id } = await params;
  const { note } = await req.json();
  return Response.json({
    id,
    note,
    user: req.auth?.user.username ?? null,
    path: req.nextUrl.pathname,
  });
});
