import { ForeignText } from "@/components/text/foreign-text";

/** Names with their values: side by side if there is room, else stacked. */
export function DetailList({ details }: { details: { name: string; value: string }[] }) {
  return (
    <dl className="divide-y divide-current/12">
      {details.map(({ name, value }) => (
        <div key={name} className="flex flex-wrap gap-x-4 py-2">
          <dt className="min-w-[min(8rem,100%)] opacity-80 wrap-anywhere">
            <ForeignText>{name}</ForeignText>
          </dt>
          <dd className="min-w-0 flex-1 basis-40 wrap-anywhere">
            <ForeignText>{value}</ForeignText>
          </dd>
        </div>
      ))}
    </dl>
  );
}
