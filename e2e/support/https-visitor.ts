import type { HttpResponse, RequestOptions } from "./http-response";
import { HttpVisitor } from "./http-visitor";

/** Where a proxy ends TLS for an app; the local providers know it beside the stack's own origin. */
export const httpsOrigin = "https://foyer.example";

/** A visitor who comes through such a proxy, and who remembers every cookie that they were sent. */
export class HttpsVisitor extends HttpVisitor {
  /** Each as its Set-Cookie header has it. */
  readonly cookies: string[] = [];

  override async send(path: string, options: RequestOptions): Promise<HttpResponse> {
    const { headers = {} } = options;
    const own = "origin" in headers ? { ...headers, origin: httpsOrigin } : headers;
    const response = await super.send(path, { ...options, headers: own });
    this.cookies.push(...(response.headers["set-cookie"] ?? []));
    return response;
  }
}
