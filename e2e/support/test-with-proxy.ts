import { BrowserProxy } from "./browser-proxy";
import { stack } from "./stack";
import { test as base } from "./test";

/** The browser reaches everything through a proxy. */
export const test = base.extend<Fixtures>({
  addedHeaders: [{}, { option: true }],
  browserProxy: async ({ addedHeaders }, use) => {
    const proxy = await BrowserProxy.start(stack().appUrl, addedHeaders);
    await use(proxy);
    await proxy.close();
  },
  proxy: ({ browserProxy }, use) => use({ server: browserProxy.url }),
});

export { expect } from "./test";

type Fixtures = {
  /** The proxy sets these on each response of the app. */
  addedHeaders: Record<string, string>;
  browserProxy: BrowserProxy;
};
