/** The bundler replaces such an import with the URL of the file. */
declare module "*.woff2" {
  const url: string;
  export default url;
}
