import type { HttpResponse, RequestOptions } from "./http-response";
import { HttpVisitor } from "./http-visitor";

/** An HTTP visitor that sends a User-Agent with every request, as browsers do. */
export class HttpBrowser extends HttpVisitor {
  constructor(
    readonly userAgent: string,
    address?: string,
  ) {
    super(address);
  }

  override async send(path: string, options: RequestOptions): Promise<HttpResponse> {
    const headers = { "user-agent": this.userAgent, ...options.headers };
    return super.send(path, { ...options, headers });
  }
}

/** The User-Agent of real browsers, by the names that our pages should show. */
export const userAgents = {
  "Firefox on Windows":
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
  "Safari on iOS":
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
  "Safari on macOS":
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
  "Chrome on Android":
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36",
  "Microsoft Edge on Windows":
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0",
} as const;
