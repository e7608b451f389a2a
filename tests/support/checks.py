"""For tests that look at many things in one run: all that is wrong is said at the end, not only the first."""


class Checks:
    def __init__(self):
        self.passed = 0
        self.failures = []

    def check(self, ok, message):
        if ok:
            self.passed += 1
        else:
            self.failures.append(message)

    def report(self):
        """Says what was found; gives the exit status."""
        for failure in self.failures:
            print("FAIL", failure)
        print(f"{self.passed} passed, {len(self.failures)} failed")
        return 1 if self.failures else 0
