export const boundary = "----form";
export const multipartType = { "content-type": `multipart/form-data; boundary=${boundary}` };

/** A multipart body as bytes, for tests that need its length or tamper with it. */
export function multipart(...fields: [name: string, value: string][]): string {
  const parts = fields.map(
    ([name, value]) => `content-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.map((part) => `--${boundary}\r\n${part}`).join("")}--${boundary}--\r\n`;
}
