import { z } from "zod";
import { defaultBrand } from "../brand";

/** Numbers and commands only: the paths are written into pages as they are (SVG 2, section 9.3). */
const pathData = z
  .string()
  .regex(/^[MmZzLlHhVvCcSsQqTtAaEe\d\s.,+-]+$/, 'must be SVG path data, such as "M0 0h24v24H0z"');

const viewBox = z
  .string()
  .regex(/^-?\d+(\.\d+)?( -?\d+(\.\d+)?){3}$/, 'must be four numbers, such as "0 0 24 24"');

const accent = z.string().regex(/^#[\da-f]{6}$/, 'must be a colour such as "#3d7be2"');

const address = z
  .string()
  .regex(
    /^(https:\/\/[^\s"<>\\]+|\/([^/\s"<>\\][^\s"<>\\]*)?)$/,
    "must be a path such as /privacy, or begin with https://",
  );

export const brandSchema = z.strictObject({
  name: z.string().trim().min(1, "must not be empty").max(50).default(defaultBrand().name),
  description: z.string().trim().max(200).default(defaultBrand().description),
  logo: z.strictObject({ viewBox, shape: pathData, light: pathData.optional() }).optional(),
  accent: accent.optional(),
});

export const legalSchema = z.strictObject({
  terms: address.optional(),
  privacy: address.optional(),
  help: address.optional(),
});
