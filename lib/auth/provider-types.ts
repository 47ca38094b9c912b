/** A provider's mark as SVG data, so that the table can name it without importing a component. */
export type ProviderMark = {
  viewBox: string;
  /** A path without a fill takes the colour of the text around it. */
  paths: { d: string; fill?: string }[];
};

/** What a page needs to know to offer a provider. */
export type OfferedProvider = { id: string; name: string; mark: ProviderMark };
