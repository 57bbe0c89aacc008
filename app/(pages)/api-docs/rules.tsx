import { RULES } from "@/lib/domain/api-rules";
import { Section } from "./section";

/** What belongs to no single operation. */
export function Rules() {
  return (
    <Section id="rules" title="Good to know">
      <dl className="px-4 pb-4">
        {RULES.map(({ title, text }) => (
          <div key={title} className="pt-2 first:pt-0">
            <dt className="font-medium">{title}</dt>
            <dd className="text-ink-2">{text}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
