/** Names and values that others wrote: isolated, so that no value can turn its surroundings round. */
export function DetailList({ details }: { details: { name: string; value: string }[] }) {
  return (
    <dl className="divide-y divide-current/12">
      {details.map(({ name, value }) => (
        <div key={name} className="flex flex-wrap gap-x-4 py-2">
          <dt className="min-w-32 opacity-80 wrap-anywhere">
            <bdi>{name}</bdi>
          </dt>
          <dd className="min-w-0 flex-1 basis-40 wrap-anywhere">
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
