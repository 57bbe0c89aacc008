import { OPERATIONS } from "@/lib/domain/api-operations";

const ENTRIES = [
  { id: "start", title: "Start here" },
  { id: "rules", title: "Good to know" },
  ...OPERATIONS.map(({ id, summary }) => ({ id, title: summary })),
  { id: "packet", title: "Fields of a packet" },
  { id: "fields", title: "Fields of a reading" },
  { id: "problems", title: "Problems" },
  { id: "limits", title: "Limits" },
];

/** What is on the page: on top where it is narrow, beside it where there is room. */
export function Contents() {
  return (
    <nav aria-label="On this page" className="self-start lg:sticky lg:top-5 lg:order-last">
      <h2 className="font-medium text-ink-3 text-xs">On this page</h2>
      <ul className="mt-1 grid grid-cols-2 gap-x-4 lg:grid-cols-1 lg:border-line lg:border-l lg:pl-3">
        {ENTRIES.map(({ id, title }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="block py-1 text-accent underline-offset-2 hover:underline lg:text-ink-2"
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
