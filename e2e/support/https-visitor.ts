import type { HttpResponse, RequestOptions } from "./http-response";
import { HttpVisitor } from "./http-visitor";

/** The origin of an app behind a proxy that ends TLS; the local providers know it too. */
export const httpsOrigin = "https://foyer.example";

/** A visitor behind such a proxy, which records every cookie it receives. */
export class HttpsVisitor extends HttpVisitor {
  /** As Set-Cookie headers. */
  readonly cookies: string[] = [];

  override async send(path: string, options: RequestOptions): Promise<HttpResponse> {
    const { headers = {} } = options;
    const own = "origin" in headers ? { ...headers, origin: httpsOrigin } : headers;
    const response = await super.send(path, { ...options, headers: own });
    this.cookies.push(...(response.headers["set-cookie"] ?? []));
    return response;
  }
}
