// node load.mjs FOLDER DATABASE: loads each CSV file of a folder into a table of its own, the types
// found out by DuckDB.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

const [folder, database] = process.argv.slice(2);
const instance = await DuckDBInstance.create(database, { threads: "2" });
const connection = await instance.connect();
for (const name of readdirSync(folder).filter((file) => file.endsWith(".csv")).sort()) {
  const file = join(folder, name).replaceAll("'", "''");
  const table = name.slice(0, -".csv".length);
  await connection.run(`CREATE TABLE "${table}" AS SELECT * FROM read_csv_auto('${file}')`);
}
connection.closeSync();
instance.closeSync();
