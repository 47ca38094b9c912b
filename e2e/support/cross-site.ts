/** The headers of forms that do not come from a page of ours, or do not say so. */
export const crossSiteHeaders = [
  { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
  { origin: "http://localhost", "sec-fetch-site": "same-site" },
  { origin: "null", "sec-fetch-site": "cross-site" },
  { origin: "null", "sec-fetch-site": "same-site" },
  { origin: "null", "sec-fetch-site": undefined },
  { origin: undefined, "sec-fetch-site": "cross-site" },
  { origin: undefined, "sec-fetch-site": undefined },
];

/** The headers of forms of our own pages: as browsers send them, and where something removes the origin. */
export const sameOriginHeaders = [
  { origin: undefined, "sec-fetch-site": "same-origin" },
  { origin: "null", "sec-fetch-site": "same-origin" },
];
