import { ForeignText } from "@/components/text/foreign-text";

/** Names with their values, each on a line of its own in small print. Parameters read from left to right. */
export function DetailList({ details }: { details: { name: string; value: string }[] }) {
  return (
    <dl className="text-xs opacity-80 wrap-anywhere">
      {details.map(({ name, value }) => (
        <div key={name} dir="ltr" className="w-fit">
          <dt className="inline after:content-[':_']">
            <ForeignText>{name}</ForeignText>
          </dt>
          <dd className="inline">
            <ForeignText>{value}</ForeignText>
          </dd>
        </div>
      ))}
    </dl>
  );
}
