import { PersonField, PurposeField, SinceField } from "@/components/privacy/filter-fields";
import { Field } from "@/components/ui/field";
import { FilterForm } from "@/components/ui/filter-form";
import { Select } from "@/components/ui/input";

interface Chosen {
  readonly person: string | undefined;
  readonly purpose: string | undefined;
  readonly report: string | undefined;
  readonly since: string;
}

/** Narrows questions for figures by who asked what, for what and when; works as a plain form. */
export function QueriesFilter({
  reports,
  chosen,
}: {
  reports: readonly { readonly id: string; readonly title: string }[];
  chosen: Chosen;
}) {
  return (
    <FilterForm action="/privacy/queries">
      <PersonField of="query" person={chosen.person} />
      <PurposeField of="query" purpose={chosen.purpose} />
      <Field label="Report" htmlFor="query-report" className="md:min-w-52 md:max-w-80 md:flex-1">
        <Select id="query-report" name="report" defaultValue={chosen.report ?? ""}>
          <option value="">All reports</option>
          {reports.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </Select>
      </Field>
      <SinceField of="query" since={chosen.since} />
    </FilterForm>
  );
}
