const { writeFileSync } = require('node:fs');
const path = require('node:path');

/** Writes the counts of a jest run to TALLY_FOLDER, for .ci/run to add up. */
module.exports = class Tally {
	onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
		// A suite that could not run has no failed test, and is a failure all the same.
		const counts = { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
		writeFileSync(path.join(process.env.TALLY_FOLDER, `${process.pid}.json`), JSON.stringify(counts));
	}
};
