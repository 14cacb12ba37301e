// node duckdb.cjs QUERY [THREADS]: the rows of one query, with the npm package @duckdb/node-api of DUCKDB_DIR or NODE_PATH.
const paths = [process.env.DUCKDB_DIR || '.'];
const { DuckDBInstance } = require(require.resolve('@duckdb/node-api', { paths }));

async function main() {
	const db = await DuckDBInstance.create(':memory:', { threads: process.argv[3] || '1' });
	const result = await (await db.connect()).runAndReadAll(process.argv[2]);
	for (const row of result.getRows())
		console.log(row.map(String).join(','));
}
main().then(() => process.exit(0));
