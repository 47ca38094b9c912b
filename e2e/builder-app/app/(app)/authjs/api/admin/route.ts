import { NextResponse } from "next/server";
import { auth } from "@/auth";

/** https://authjs.dev/getting-started/session-management/protecting#api-routes */
export const GET = auth(function GET(req) {
  if (req.auth) return NextResponse.json(req.auth);
  return NextResponse.json({ message: "Not authenticated" }, { status: 401 });
});
