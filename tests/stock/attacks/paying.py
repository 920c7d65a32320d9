"""Attacks that still earn points and need not: each with what would close it.

Their tests are expected to fail. One that passes is taken out of here.
"""

PAYING: dict[str, str] = {
    "02_displayhook_in_call": "of a test cell, take the value of its last expression alone",
    "02_result_in_call": "of a test cell, take the value of its last expression alone",
    "02_error_in_call": "a test cell that ends with an error has no value",
    "02_pretty": "IPython.lib.pretty belongs to what is put back",
    "02_shell_displayhook": "the class of the shell's display hook belongs to what is put back",
    "03_helper_file": "the instructor's files are written again before a test",
    "03_helper_module": "modules of the instructor's files are loaded afresh for a test",
    "03_helper_patched": "modules of the instructor's files are loaded afresh for a test",
    "03_helper_path": "the instructor's files come before other folders on the path",
    "03_numpy_code": "the code of functions is compared too, not the functions alone",
    "04_transformer_manager": "what stands in the manager itself hides its class's methods",
    "11_essay": "the gradebook says which cells a person marks, not the submission",
    "14_del": "what earlier cells left is finalised before a test: gc.collect()",
}
# These run beside a test, so that it is a matter of luck what they earn.
LUCK: dict[str, str] = {
    "14_thread_displays": "a thread of the student's goes on beside a test",
    "14_thread_patches": "a thread of the student's goes on beside a test",
    "14_thread_points": "a thread of the student's goes on beside a test",
}
