import type { HttpResponse, RequestOptions } from "./http-response";
import { HttpVisitor } from "./http-visitor";

/** A visitor behind a proxy that reports their IP address to the app. */
export class ClientAtAddress extends HttpVisitor {
  constructor(
    address: string,
    public networkAddress: string,
  ) {
    super(address);
  }

  override async send(path: string, options: RequestOptions): Promise<HttpResponse> {
    const headers = { "x-forwarded-for": this.networkAddress, ...options.headers };
    return super.send(path, { ...options, headers });
  }
}
