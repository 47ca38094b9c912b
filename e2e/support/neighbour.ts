import type { HttpResponse, RequestOptions } from "./http-response";
import { HttpVisitor } from "./http-visitor";

/** A visitor whose address a proxy in front of the app has seen, and notes as proxies do. */
export class Neighbour extends HttpVisitor {
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
