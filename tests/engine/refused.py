"""The calls of the newest kernel that a worker may not make, and what each would give away.

With the calls that syscalls.py names, this is the kernel's whole table, up to Linux 7.0: a test
holds both to it. Number on x86_64, number on aarch64; None where there is no such call.
"""

from grader.engine.sandbox.inside.syscalls import Calls

# A filter is not asked about these, which the kernel's own probes make; from elsewhere they end the
# process that makes them.
UNASKED: Calls = {"uretprobe": (335, None), "uprobe": (336, None)}
REFUSED: dict[str, Calls] = {
    "what is watched on a file that all can read is a message": {
        **{"inotify_init": (253, None), "inotify_init1": (294, 26)},
        **{"inotify_add_watch": (254, 27), "inotify_rm_watch": (255, 28)},
        **{"fanotify_init": (300, 262), "fanotify_mark": (301, 263)},
        "lookup_dcookie": (212, 18),
    },
    "what is cached of a file that all can read is a message": {
        **{"mincore": (27, 232), "cachestat": (451, 451), "readahead": (187, 213)},
        **{"preadv2": (327, 286), "pwritev2": (328, 287), "openat2": (437, 437)},
        **{"getrusage": (98, 165), "remap_file_pages": (216, 234)},
        **{"process_madvise": (440, 440), "process_mrelease": (448, 448)},
    },
    "a thread that ends wakes whoever sleeps where these point": {
        **{"set_tid_address": (218, 96), "set_robust_list": (273, 99)},
        "get_robust_list": (274, 100),
    },
    "it would close the line to the grader, in whose place another one could be put": {
        "close_range": (436, 436),
    },
    "a futex under a newer name": {
        **{"futex_wake": (454, 454), "futex_wait": (455, 455), "futex_requeue": (456, 456)},
        "futex_waitv": (449, 449),
    },
    "a table that is one for the machine, or for all processes of a user": {
        **{"io_setup": (206, 0), "io_destroy": (207, 1), "io_submit": (209, 2)},
        **{"io_cancel": (210, 3), "io_getevents": (208, 4), "io_pgetevents": (333, 292)},
        **{"io_uring_setup": (425, 425), "io_uring_enter": (426, 426)},
        "io_uring_register": (427, 427),
        **{"timer_create": (222, 107), "timer_settime": (223, 110), "timer_gettime": (224, 108)},
        **{"timer_getoverrun": (225, 109), "timer_delete": (226, 111)},
        **{"shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195), "shmdt": (67, 197)},
        **{"semget": (64, 190), "semop": (65, 193), "semctl": (66, 191), "semtimedop": (220, 192)},
        **{"msgget": (68, 186), "msgsnd": (69, 189), "msgrcv": (70, 188), "msgctl": (71, 187)},
        **{"mq_open": (240, 180), "mq_unlink": (241, 181), "mq_timedsend": (242, 182)},
        **{"mq_timedreceive": (243, 183), "mq_notify": (244, 184), "mq_getsetattr": (245, 185)},
        **{"add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219)},
    },
    "how much of the machine is used": {
        **{"sysinfo": (99, 179), "statfs": (137, 43), "fstatfs": (138, 44), "ustat": (136, None)},
        **{"getcpu": (309, 168), "quotactl": (179, 60), "quotactl_fd": (443, 443)},
    },
    "other processes: whether they are there, how they are ordered": {
        **{"capget": (125, 90), "capset": (126, 91), "kcmp": (312, 272), "ioprio_get": (252, 31)},
        **{"sched_getparam": (143, 121), "sched_getscheduler": (145, 120)},
        **{"sched_get_priority_max": (146, 125), "sched_get_priority_min": (147, 126)},
        **{"sched_rr_get_interval": (148, 127), "sched_getattr": (315, 275)},
        **{"migrate_pages": (256, 238), "move_pages": (279, 239), "membarrier": (324, 283)},
        **{"setfsuid": (122, 151), "setfsgid": (123, 152)},
    },
    "mounts and their names, which are the machine's": {
        **{"statmount": (457, 457), "listmount": (458, 458), "listns": (470, 470)},
        **{"statx": (332, 291), "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265)},
        **{"open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430)},
        **{"fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433)},
        **{"mount_setattr": (442, 442), "open_tree_attr": (467, 467)},
        "sysfs": (139, None),
    },
    "attributes of files, under newer names": {
        **{"fchmodat2": (452, 452), "setxattrat": (463, 463), "getxattrat": (464, 464)},
        **{"listxattrat": (465, 465), "removexattrat": (466, 466)},
        **{"file_getattr": (468, 468), "file_setattr": (469, 469)},
    },
    "memory that no limit counts": {
        **{"memfd_create": (319, 279), "memfd_secret": (447, 447), "vmsplice": (278, 75)},
        **{"splice": (275, 76), "tee": (276, 77)},
        **{"eventfd": (284, None), "eventfd2": (290, 19), "signalfd": (282, None)},
        **{"signalfd4": (289, 74), "timerfd_create": (283, 85), "timerfd_settime": (286, 86)},
        **{"timerfd_gettime": (287, 87), "sendmmsg": (307, 269), "recvmmsg": (299, 243)},
        **{"munlock": (150, 229), "munlockall": (152, 231)},
    },
    "load on all disks at once": {
        **{"sync": (162, 81), "syncfs": (306, 267), "sync_file_range": (277, 84)},
    },
    "processes, by another way": {"clone3": (435, 435)},
    "large parts of the kernel that no lesson needs": {
        **{"userfaultfd": (323, 282), "perf_event_open": (298, 241), "seccomp": (317, 277)},
        **{"landlock_create_ruleset": (444, 444), "landlock_add_rule": (445, 445)},
        **{"landlock_restrict_self": (446, 446), "personality": (135, 92), "syslog": (103, 116)},
        **{"mbind": (237, 235), "set_mempolicy": (238, 237), "get_mempolicy": (239, 236)},
        "set_mempolicy_home_node": (450, 450),
        **{"pkey_mprotect": (329, 288), "pkey_alloc": (330, 289), "pkey_free": (331, 290)},
        **{"mseal": (462, 462), "map_shadow_stack": (453, 453), "arch_prctl": (158, None)},
        **{"modify_ldt": (154, None), "iopl": (172, None), "ioperm": (173, None)},
        "rseq_slice_yield": (471, 471),
        **{"lsm_get_self_attr": (459, 459), "lsm_set_self_attr": (460, 460)},
        "lsm_list_modules": (461, 461),
    },
    "the machine itself": {
        **{"kexec_load": (246, 104), "kexec_file_load": (320, 294), "init_module": (175, 105)},
        **{"finit_module": (313, 273), "delete_module": (176, 106), "reboot": (169, 142)},
        **{"swapon": (167, 224), "swapoff": (168, 225), "acct": (163, 89), "vhangup": (153, 58)},
        **{"setdomainname": (171, 162), "adjtimex": (159, 171), "clock_adjtime": (305, 266)},
    },
    "older forms, which no C library uses any more": {
        **{"getdents": (78, None), "epoll_create": (213, None), "epoll_ctl_old": (214, None)},
        **{"epoll_wait_old": (215, None), "epoll_pwait2": (441, 441), "uselib": (134, None)},
        **{"_sysctl": (156, None), "create_module": (174, None), "get_kernel_syms": (177, None)},
        **{"query_module": (178, None), "nfsservctl": (180, 42), "getpmsg": (181, None)},
        **{"putpmsg": (182, None), "afs_syscall": (183, None), "tuxcall": (184, None)},
        **{"security": (185, None), "set_thread_area": (205, None)},
        **{"get_thread_area": (211, None), "vserver": (236, None)},
    },
}
