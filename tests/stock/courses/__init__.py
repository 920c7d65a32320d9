"""All stock courses that are graded by nbgrader and by us, by their names."""

from tests.stock.courses import (
    again,
    broken,
    features,
    files,
    guide,
    kernels,
    kinds,
    partial,
    wheel,
)

COURSES = {
    **wheel.COURSES,
    **guide.COURSES,
    **partial.COURSES,
    **kinds.COURSES,
    **features.COURSES,
    **files.COURSES,
    **kernels.COURSES,
    **broken.COURSES,
    **again.COURSES,
}
