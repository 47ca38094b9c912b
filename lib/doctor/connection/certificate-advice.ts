/**
 * How to make Node accept a certificate of one's own authority. Node reads the variable once, as it
 * starts: https://nodejs.org/api/cli.html#node_extra_ca_certsfile
 */
export function trustAuthority(what = "that authority's certificate"): string {
  const set = process.env.NODE_EXTRA_CA_CERTS;
  return set
    ? `NODE_EXTRA_CA_CERTS is set and doesn't help: it must name a readable PEM file with ${what}, and be set before Node starts, not in an .env file.`
    : `If it is your own, set NODE_EXTRA_CA_CERTS=/path/to/ca.pem, a file with ${what}, for the app and for the doctor: before Node starts, not in an .env file.`;
}
