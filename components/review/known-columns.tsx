/** Which columns of a file of old data are read, by their names, and an empty file that has them all. */
export function KnownColumns({ columns }: { columns: readonly string[] }) {
  return (
    <div className="flex flex-col gap-2 text-sm">
      <p className="text-ink-2">
        Columns are known by their names; others are left out, and the answer says which. An empty file has
        all of them:{" "}
        {(["csv", "xlsx"] as const).map((format) => (
          <a key={format} href={`/api/legacy/files?format=${format}`} className="mr-2 text-accent underline">
            {format.toUpperCase()}
          </a>
        ))}
      </p>
      <details>
        <summary className="w-fit text-ink-2">Names of columns ({columns.length})</summary>
        <p className="pt-2 text-ink-2">
          Order, capitals and accents do not matter, and the usual names in German, French and Italian are
          known as well. A row leads to a bike by its id, any of its numbers, or a component.
        </p>
        <ul
          aria-label="Names of columns"
          className="grid gap-x-6 gap-y-0.5 pt-2 sm:grid-cols-3 lg:grid-cols-4"
        >
          {columns.map((column) => (
            <li key={column}>{column}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}
