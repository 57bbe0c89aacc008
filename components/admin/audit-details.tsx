import { countDetails, type ToldDetail, tellDetails } from "./tell-details";

const SHOWN_AT_ONCE = 3;

/** What else an entry says, as names and values; many of them wait behind a word. */
export function AuditDetails({ details }: { details: unknown }) {
  const told = tellDetails(details);
  if (told.length === 0) return "–";
  const count = countDetails(told);
  if (count <= SHOWN_AT_ONCE) return <DetailList details={told} />;
  return (
    <details className="text-xs">
      <summary className="w-fit cursor-pointer text-accent">{`Show ${count} details`}</summary>
      <DetailList details={told} />
    </details>
  );
}

function DetailList({ details }: { details: readonly ToldDetail[] }) {
  return (
    <dl className="flex flex-col gap-0.5 text-xs">
      {details.map(({ label, value }) => (
        <div key={label}>
          <dt className="inline text-ink-3">{label}: </dt>
          {typeof value === "string" ? (
            <dd className="inline wrap-anywhere">{value}</dd>
          ) : (
            <dd className="border-line border-l pl-2">
              <DetailList details={value} />
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
