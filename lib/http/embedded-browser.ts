/** A browser inside another app, which that app can read and change. */
export type EmbeddedBrowser = {
  /** Null if it doesn't say which app it is in. */
  app: string | null;
  /** The browser that every device with this system has; null if we don't know the system. */
  instead: "Safari" | "Chrome" | null;
};

/**
 * What the in-app browsers that Google turns away say of themselves, from most to least specific. Only
 * marks that no ordinary browser has: "Safari" alone is missing from home-screen apps on iOS too.
 */
const apps: [name: string, mark: RegExp][] = [
  ["Instagram", /\bInstagram [\d.]+/],
  ["Messenger", /\b(FBAN\/Messenger|FB_IAB\/Orca-Android)/],
  ["Facebook", /\b(FBAN|FB_IAB|FBAV)\//],
  ["TikTok", /\b(BytedanceWebview\/|musical_ly_\d|trill_\d)/],
  ["LinkedIn", /\[LinkedInApp\]/],
  ["Snapchat", /\bSnapchat\/\d/],
  ["LINE", /\bLine\/\d/],
  ["WeChat", /\bMicroMessenger\/\d/i],
];

/** https://developer.chrome.com/docs/multidevice/user-agent#webview_user_agent */
const androidWebView = /; wv\) AppleWebKit\//;

/**
 * Whether a request comes from a browser inside another app. A browser can hide it, and then gets what
 * ordinary ones get.
 */
export function embeddedBrowser(userAgent: string | null): EmbeddedBrowser | null {
  if (!userAgent) return null;
  const app = apps.find(([, mark]) => mark.test(userAgent))?.[0] ?? null;
  return app || androidWebView.test(userAgent) ? { app, instead: systemBrowser(userAgent) } : null;
}

function systemBrowser(userAgent: string): EmbeddedBrowser["instead"] {
  if (/\b(iPhone|iPad|iPod)\b/.test(userAgent)) return "Safari";
  return /\bAndroid\b/.test(userAgent) ? "Chrome" : null;
}
