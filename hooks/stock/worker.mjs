/**
 * Starts Pyodide as its documentation shows: its own files as shipped, the package from its wheel.
 *
 * It says that it is ready where our own worker does: as soon as the knowledge is loaded.
 */

import { loadPyodide } from "./pyodide.mjs";

const python = await loadPyodide({ indexURL: "./" });
const wheel = await (await fetch("package.whl")).arrayBuffer();
python.unpackArchive(wheel, "wheel");
python.pyimport("decision_tree.browser").knowledge();
postMessage("ready");
