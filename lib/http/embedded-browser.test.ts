import { describe, expect, it } from "vitest";
import { embeddedBrowser } from "./embedded-browser";

/**
 * User agents of real devices: those marked (u) from the tests of ua-parser-js at commit 18d39b53
 * (test/data/ua/browser/browser-all.json), those marked (g) from google-oauth-webview 1.1.0, whose
 * authors tried Google's sign-in with each.
 */
const ios = (version: string) =>
  `Mozilla/5.0 (iPhone; CPU iPhone OS ${version} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)`;
const webView = (device: string, chrome: string) =>
  `Mozilla/5.0 (Linux; Android ${device}; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/${chrome} Mobile Safari/537.36`;

const embedded: [app: string | null, instead: string | null, userAgent: string][] = [
  // (g)
  [
    "Instagram",
    "Safari",
    `${ios("17_6_1")} Mobile/21G93 Instagram 359.0.0.37.88 (iPhone13,3; iOS 17_6_1; nl_NL; nl; scale=3.00; 1170x2532; 666576740) NW/3`,
  ],
  [
    "Facebook",
    "Safari",
    `${ios("17_6_1")} Mobile/21G93 [FBAN/FBIOS;FBAV/484.0.0.53.115;FBBV/648018468;FBDV/iPhone12,8;FBMD/iPhone;FBSN/iOS;FBSV/17.6.1;FBSS/2;FBID/phone;FBLC/fr_FR;FBOP/5;FBRV/0;IABMV/1]`,
  ],
  // Messenger on iOS calls itself Facebook.
  [
    "Facebook",
    "Safari",
    `${ios("17_6_1")} Mobile/15E148 [FBAN/FBIOS;FBAV/478.0.0.46.111;FBBV/647759259;FBDV/iPhone12,8;FBMD/iPhone;FBSN/iOS;FBSV/17.6.1;FBSS/2;FBCR/;FBID/phone;FBLC/fr_FR;FBOP/80]`,
  ],
  ["LinkedIn", "Safari", `${ios("17_6_1")} Mobile/15E148 [LinkedInApp]/9.30.2698`],
  // (u)
  [
    "Facebook",
    "Chrome",
    `${webView("5.0; SM-G900P Build/LRX21T", "43.0.2357.121")} [FB_IAB/FB4A;FBAV/35.0.0.48.273;]`,
  ],
  ["LINE", "Chrome", `${webView("5.0; ASUS_Z00AD Build/LRX21V", "51.0.2704.81")} Line/6.5.1/IAB`],
  [
    "LINE",
    "Safari",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 11_2_6 like Mac OS X) AppleWebKit/604.5.6 (KHTML, like Gecko) Mobile/15D100 Safari Line/8.4.1",
  ],
  [
    "WeChat",
    "Safari",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 8_4_1 like Mac OS X) AppleWebKit/600.1.4 (KHTML, like Gecko) Mobile/12H321 MicroMessenger/6.3.6 NetType/WIFI Language/zh_CN",
  ],
  [
    "WeChat",
    "Chrome",
    "Mozilla/5.0 (Linux; U; Android 5.1; zh-cn; Lenovo K50-t5 Build/LMY47D) AppleWebKit/533.1 (KHTML, like Gecko)Version/4.0 MQQBrowser/5.4 TBS/025478 Mobile Safari/533.1 MicroMessenger/6.3.5.50_r1573191.640 NetType/WIFI Language/zh_CN",
  ],
  [
    "WeChat",
    null,
    "Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/39.0.2171.95 Safari/537.36 MicroMessenger/6.5.2.501 NetType/WIFI WindowsWechat QBCore/3.43.901.400 QQBrowser/9.0.2524.400",
  ],
  [
    "TikTok",
    "Chrome",
    `${webView("11; 21061119AG Build/RP1A.200720.011", "92.0.4515.131")} trill_2022109040 JsSdk/1.0 NetType/MOBILE Channel/googleplay AppName/musical_ly app_version/21.9.4 ByteLocale/ru-RU ByteFullLocale/ru-RU Region/KG BytedanceWebview/d8a21c6`,
  ],
  [
    "TikTok",
    "Safari",
    `${ios("14_8")} Mobile/15E148 musical_ly_21.1.0 JsSdk/2.0 NetType/4G Channel/App Store ByteLocale/ru Region/RU ByteFullLocale/ru-RU isDarkMode/1 WKWebView/1 BytedanceWebview/d8a21c6`,
  ],
  [
    "TikTok",
    "Safari",
    `${ios("18_6_2")} Mobile/15E148 Safari/604.1 trill_43.0.0 BytedanceWebview/d8a21c6`,
  ],
  [
    "Snapchat",
    "Safari",
    `${ios("16_0_2")} Version/16.0 Mobile/15E148 Snapchat/12.33.0.36 (like Safari/8614.1.25.0.31, panda)`,
  ],
  [
    null,
    "Chrome",
    "Mozilla/5.0 (Linux; Android 5.1.1; Nexus 5 Build/LMY48B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/43.0.2357.65 Mobile Safari/537.36",
  ],
  [
    null,
    "Chrome",
    `${webView("13; CPH2531 Build/SP1A.210812.016", "123.0.6312.120")} TwitterAndroid`,
  ],
  // A device's name may have parentheses.
  [
    null,
    "Chrome",
    `${webView("12; moto g(60)s Build/S3RLS32.114-25-13", "116.0.0.0")} Klarna/23.36.215`,
  ],
  // From the visitors of a public site.
  [
    "Messenger",
    "Chrome",
    `${webView("7.0; SM-G950F Build/NRD90M", "65.0.3325.109")} [FB_IAB/Orca-Android;FBAV/157.0.0.21.89;]`,
  ],
];

const ordinary: [browser: string, userAgent: string][] = [
  // (g)
  [
    "Safari on iOS, and so the views that apps borrow from it",
    `${ios("17_6_1")} Version/17.6 Mobile/15E148 Safari/604.1`,
  ],
  ["Chrome on iOS", `${ios("17_6")} CriOS/129.0.6668.69 Mobile/15E148 Safari/604.1`],
  ["Firefox on iOS", `${ios("17_6_1")} FxiOS/131.0 Mobile/15E148 Safari/605.1.15`],
  [
    "Chrome on Android, and so its custom tabs",
    "Mozilla/5.0 (Linux; Android 7.1.1; SM-T550 Build/NMF26X) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/64.0.3282.137 Safari/537.36",
  ],
  ["Firefox on Android", "Mozilla/5.0 (Android 10; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0"],
  [
    "Samsung Internet",
    "Mozilla/5.0 (Linux; Android 7.1.1; SAMSUNG SM-T550) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/21.0 Chrome/110.0.5481.154 Safari/537.36",
  ],
  [
    "Chrome on macOS",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36",
  ],
  [
    "Edge on Windows",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36 Edg/129.0.0.0",
  ],
  // It has no "Safari", like the web views of unknown apps.
  ["an app on the home screen of iOS", `${ios("17_6_1")} Mobile/15E148`],
  [
    "a phone with a telling model name",
    "Mozilla/5.0 (Linux; Android 14; wv100 Line 9 FBAN) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Mobile Safari/537.36",
  ],
  ["a program", "curl/8.5.0"],
  ["none at all", ""],
];

describe("a browser inside an app", () => {
  it.each(embedded)(
    "is recognised in %s, and %s is named instead: %s",
    (app, instead, userAgent) => {
      expect(embeddedBrowser(userAgent)).toEqual({ app, instead });
    },
  );

  it.each(ordinary)("is not %s", (_, userAgent) => {
    expect(embeddedBrowser(userAgent || null)).toBeNull();
  });
});
