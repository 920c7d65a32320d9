"""A learner's notebook as other programs than JupyterLab save it.

Each form is what such a program makes of the same cells: other ids or none, another order of keys,
its own metadata beside nbgrader's or in its place, outputs of its own kinds.
"""

import copy
import json
from collections.abc import Callable
from typing import Any

Notebook = dict[str, Any]
Cell = dict[str, Any]
Form = Callable[[Notebook], bytes]

STATE = "application/vnd.jupyter.widget-state+json"
VIEW = "application/vnd.jupyter.widget-view+json"
BAR = {"model_id": "0123456789abcdef", "version_major": 2, "version_minor": 0}
ERROR = "\x1b[0;31mNotImplementedError\x1b[0m: \x1b[0m"


def lines(source: str | list[str]) -> list[str]:
    """A source as most programs write it: a list of its lines."""
    return "".join(source).splitlines(keepends=True)


def colab(notebook: Notebook) -> bytes:
    """Google Colab: ids in the metadata, nbformat 4.0, and widgets without their "state"."""
    cells: list[Cell] = []
    for i, cell in enumerate(notebook["cells"]):
        about: Cell = {**cell["metadata"], "id": f"{i:011x}A"}
        if cell["cell_type"] != "code":
            cells.append({"cell_type": "markdown", "source": lines(cell["source"])})
            cells[-1] |= {"metadata": {**about, "colab_type": "text"}}
            if "attachments" in cell:
                cells[-1] |= {"attachments": cell["attachments"]}
            continue
        about |= {"colab": {"base_uri": "https://localhost:8080/", "height": 35}}
        about |= {"outputId": f"28b07730-954d-4958-f35a-{i:012x}", "cellView": "form"}
        about |= {"executionInfo": {"elapsed": 5, "status": "ok", "timestamp": 1722608125960}}
        about["executionInfo"] |= {"user": {"displayName": "Ada", "userId": "1"}, "user_tz": -60}
        result: Cell = {"text/plain": ["'three'"]}
        result |= {"application/vnd.google.colaboratory.intrinsic+json": {"type": "string"}}
        outputs: list[Cell] = [
            {"output_type": "stream", "name": "stdout", "text": ["one\n", "two\n"]},
            {"output_type": "execute_result", "data": result, "metadata": {}, "execution_count": i},
            {"output_type": "display_data", "data": {VIEW: BAR}, "metadata": {}},
            {"output_type": "error", "ename": "KeyboardInterrupt", "evalue": "ignored"},
        ]
        outputs[-1] |= {"traceback": [ERROR], "errorDetails": {"actions": []}}
        cells.append({"cell_type": "code", "source": lines(cell["source"]), "metadata": about})
        cells[-1] |= {"execution_count": i, "outputs": outputs}
    about = {
        "colab": {"provenance": [], "toc_visible": True, "gpuType": "T4"},
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "language_info": {"name": "python"},
        "accelerator": "GPU",
        "widgets": {STATE: {"0123456789abcdef": {"model_name": "FloatProgressModel"}}},
    }
    whole: Notebook = {"nbformat": 4, "nbformat_minor": 0, "metadata": about, "cells": cells}
    return json.dumps(whole, indent=2).encode()


def colab_copied(notebook: Notebook) -> bytes:
    """Colab, where every cell was copied into a new notebook: nothing of nbgrader's is left."""
    return colab(stripped(notebook))


def vs_code(notebook: Notebook) -> bytes:
    """VS Code: ids of its own for some cells, the language in the metadata, a kernel by a path."""
    cells: list[Cell] = []
    for i, cell in enumerate(notebook["cells"]):
        about: Cell = {**cell["metadata"], "vscode": {"languageId": "python"}}
        saved: Cell = {"cell_type": cell["cell_type"]}
        if cell["cell_type"] == "code":
            html = {"text/html": ["<b>two</b>"], "text/plain": ["two"]}
            outputs: list[Cell] = [
                {"name": "stdout", "output_type": "stream", "text": ["one\n"]},
                {"data": html, "metadata": {}, "output_type": "display_data"},
                {"ename": "NotImplementedError", "evalue": "", "output_type": "error"},
            ]
            outputs[-1] |= {"traceback": [ERROR, "\x1b]8;;vscode-notebook-cell:/x.ipynb#W1\x07"]}
            saved |= {"execution_count": i, "outputs": outputs}
        if "attachments" in cell:
            saved |= {"attachments": cell["attachments"]}
        saved |= {"id": cell["id"] if i % 2 else f"{i:08x}", "metadata": about}
        cells.append(saved | {"source": lines(cell["source"])})
    kernel = {"display_name": ".venv (3.12.4)", "language": "python", "name": "layerwise-3.12"}
    about = {"kernelspec": kernel, "language_info": {"name": "python", "version": "3.12.4"}}
    about |= {"vscode": {"interpreter": {"hash": 64 * "a"}}}
    whole: Notebook = {"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1, ensure_ascii=False).encode()


def vs_code_of_2021(notebook: Notebook) -> bytes:
    """VS Code of 2020 and 2021: no ids, no cell metadata at all, outputs in text cells too."""
    cells = [
        {"cell_type": cell["cell_type"], "execution_count": None, "metadata": {}, "outputs": []}
        | {"source": lines(cell["source"])}
        for cell in notebook["cells"]
    ]
    about: Cell = {"orig_nbformat": 2, "language_info": {"name": "python", "version": 3}}
    whole: Notebook = {"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 2}
    return json.dumps(whole, indent=1).encode()


def windows(notebook: Notebook) -> bytes:
    """An editor on Windows: a mark at the file's beginning, and two characters to end a line."""
    saved = copy.deepcopy(notebook)
    for cell in saved["cells"]:
        cell["source"] = "".join(cell["source"]).replace("\n", "\r\n")
    return b"\xef\xbb\xbf" + json.dumps(saved, indent=1).replace("\n", "\r\n").encode()


def kaggle(notebook: Notebook) -> bytes:
    """Kaggle: no ids, a uuid and times in each cell, papermill's account of the run."""
    cells: list[Cell] = []
    for i, cell in enumerate(notebook["cells"]):
        times: Cell = {"iopub.execute_input": "2026-03-01T12:00:00.1Z", "shell.execute_reply": "…"}
        about: Cell = {"_cell_guid": f"b1076dfc-{i:04x}", "_uuid": 40 * "b", "execution": times}
        about |= {"trusted": True, "papermill": {"duration": 0.02, "status": "completed"}}
        kept: Cell = {name: value for name, value in cell.items() if name != "id"}
        cells.append(kept | {"metadata": cell["metadata"] | about})
    about = {
        "kaggle": {"accelerator": "none", "dataSources": []},
        "papermill": {"version": "2.6"},
    }
    about |= {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    whole: Notebook = {"metadata": about, "nbformat_minor": 4, "nbformat": 4, "cells": cells}
    return json.dumps(whole).encode()


def sparse(notebook: Notebook) -> bytes:
    """A converter that writes the least: no outputs, and no metadata where it is empty."""
    cells: list[Cell] = []
    for cell in notebook["cells"]:
        kept: Cell = {"cell_type": cell["cell_type"], "source": cell["source"]}
        cells.append(kept | ({"metadata": cell["metadata"]} if cell["metadata"] else {}))
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "cells": cells}).encode()


def stripped(notebook: Notebook) -> Notebook:
    """The same without what nbgrader knows cells by."""
    saved = copy.deepcopy(notebook)
    for cell in saved["cells"]:
        cell["metadata"].pop("nbgrader", None)
    return saved


FORMS: dict[str, Form] = {
    form.__name__: form
    for form in (colab, colab_copied, vs_code, vs_code_of_2021, windows, kaggle, sparse)
}
