/** Shows the address that a server action was given. */
export default async function OnwardPage(props: { searchParams: Promise<{ url: string }> }) {
  return <output>{(await props.searchParams).url}</output>;
}
