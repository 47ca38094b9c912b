import { ForeignText } from "@/components/text/foreign-text";

/** Names with their values, one after another in small print. Parameters read from left to right. */
export function DetailList({ details }: { details: { name: string; value: string }[] }) {
  return (
    <dl dir="ltr" className="w-fit text-xs opacity-80 wrap-anywhere">
      {details.map(({ name, value }) => (
        <div key={name} className="me-3 inline">
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
