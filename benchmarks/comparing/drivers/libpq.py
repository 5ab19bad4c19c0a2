"""As much of PostgreSQL's client library as the benchmark needs, through ctypes."""
import ctypes

COMMAND_OK, TUPLES_OK, COPY_IN = 1, 2, 4

pq = ctypes.CDLL("libpq.so.5")
Handle, Text, Number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
for name, result, arguments in (
        ("PQconnectdb", Handle, [Text]), ("PQstatus", Number, [Handle]), ("PQfinish", None, [Handle]),
        ("PQerrorMessage", Text, [Handle]), ("PQexec", Handle, [Handle, Text]),
        ("PQexecParams", Handle, [Handle, Text, Number, Handle, ctypes.POINTER(Text), Handle, Handle, Number]),
        ("PQresultStatus", Number, [Handle]), ("PQntuples", Number, [Handle]), ("PQnfields", Number, [Handle]),
        ("PQgetvalue", Text, [Handle, Number, Number]), ("PQclear", None, [Handle]),
        ("PQputCopyData", Number, [Handle, Text, Number]), ("PQputCopyEnd", Number, [Handle, Text]),
        ("PQgetResult", Handle, [Handle]), ("PQbackendPID", Number, [Handle])):
    function = getattr(pq, name)
    function.restype, function.argtypes = result, arguments


class Refused(Exception):
    """What the server said."""


class Connection:
    def __init__(self, place):
        self.handle = pq.PQconnectdb(place.encode())
        if pq.PQstatus(self.handle) != 0:
            raise Refused(self._error())

    def _error(self):
        return pq.PQerrorMessage(self.handle).decode().strip()

    def _rows(self, result, expected):
        try:
            if pq.PQresultStatus(result) not in expected:
                raise Refused(self._error())
            columns = range(pq.PQnfields(result))
            return [[pq.PQgetvalue(result, row, column) for column in columns]
                    for row in range(pq.PQntuples(result))]
        finally:
            pq.PQclear(result)

    def execute(self, statement, *values):
        """Rows of bytes. The values stand for $1 and on."""
        given = (Text * len(values))(*(value.encode() for value in values))
        result = pq.PQexecParams(self.handle, statement.encode(), len(values), None, given, None, None, 0)
        return self._rows(result, (COMMAND_OK, TUPLES_OK))

    def begin_copy(self, statement):
        self._rows(pq.PQexec(self.handle, statement.encode()), (COPY_IN,))

    def copy(self, data):
        if pq.PQputCopyData(self.handle, data, len(data)) != 1:
            raise Refused(self._error())

    def end_copy(self):
        if pq.PQputCopyEnd(self.handle, None) != 1:
            raise Refused(self._error())
        while result := pq.PQgetResult(self.handle):
            self._rows(result, (COMMAND_OK,))

    def backend(self):
        """Process id of what serves this connection."""
        return pq.PQbackendPID(self.handle)

    def close(self):
        pq.PQfinish(self.handle)
