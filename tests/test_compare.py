"""Tests of unrolled.compare: what a student is told about each mistake, and that nothing a student returns can break it."""

import json
import math
import string
import time

import keras
import numpy as np
import pytest
import tensorflow as tf
from unrolled import compare
from unrolled.compare import array, array_of, at_most, between, close, explain, plain
from unrolled.probes import Case

BATCH, TIME, UNITS = 2, 5, 4
AXES = ("batch", "time", "units")
NAN, INF = math.nan, math.inf


@pytest.fixture
def rng():
    return np.random.default_rng(0)


@pytest.fixture
def states(rng):
    """What an exercise may ask for, (batch, time, units)."""
    return rng.normal(size=(BATCH, TIME, UNITS))


def diagnosis(expected, got, axes=None):
    """Explain two values as they cross the border between processes."""
    message = explain(json.loads(json.dumps(plain(expected))), json.loads(json.dumps(plain(got))), axes=axes)
    assert message is None or [type(text) for text in message] == [str, str]
    return message


def assert_told(expected, got, english, chinese, axes=AXES):
    en, zh = diagnosis(expected, got, axes)
    assert english in en
    assert chinese in zh


def changed(values, index, by=0.5):
    values = values.copy()
    values[index] += by
    return values


def error(**fields):
    return {"error": {"type": "ValueError", "message": "shapes differ", "lines": [], "unattempted": False} | fields}


# -- plain data


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (np.arange(6, dtype="int32").reshape(2, 3), {"dtype": "int32", "shape": [2, 3], "data": [0, 1, 2, 3, 4, 5]}),
        (np.float32(0.5), {"dtype": "float32", "shape": [], "data": [0.5]}),
        (np.float64(0.5), {"dtype": "float64", "shape": [], "data": [0.5]}),
        (0.5, {"dtype": "float", "shape": [], "data": [0.5]}),
        (3, {"dtype": "int", "shape": [], "data": [3]}),
        (True, {"dtype": "bool", "shape": [], "data": [True]}),
        ("词", "词"),
        (np.str_("word"), "word"),
        (None, None),
        ((1.5, ["a"]), {"tuple": [{"dtype": "float", "shape": [], "data": [1.5]}, {"list": ["a"]}]}),
        ({"h": None}, {"dict": {"h": None}}),
        (tf.constant([1.0, 2.0]), {"dtype": "float32", "shape": [2], "data": [1.0, 2.0]}),
        (tf.Variable([1, 2]), {"dtype": "int32", "shape": [2], "data": [1, 2]}),
        (tf.constant([1.5], "bfloat16"), {"dtype": "bfloat16", "shape": [1], "data": [1.5]}),
        (keras.Variable([1.5], dtype="float16"), {"dtype": "float16", "shape": [1], "data": [1.5]}),
    ],
)
def test_values_become_plain_data(value, data):
    assert plain(value) == data


@pytest.mark.parametrize(
    "value",
    [
        np.array([1j]),
        np.array(["a"]),
        np.array([None]),
        np.zeros(2, dtype="i4,f4"),
        np.array("2026-01-01", "datetime64[D]"),
        b"bytes",
        {1, 2},
        {1: "one"},
        object(),
        len,
        np.ndarray,
        tf.constant(["text"]),
        keras.KerasTensor((2, 3)),
        1 << 5000,
    ],
)
def test_what_is_no_data_is_named_and_equals_nothing(value):
    data = plain(value)
    assert list(data) == ["other"]
    assert not close(data, data)
    assert explain(data, data)


@pytest.mark.parametrize("value", [np.zeros(1_000_001), np.broadcast_to(0.0, (10**6, 10**6)), "a" * 2_000_000])
def test_too_large_values_are_left_out(value):
    assert "too large" in plain(value)["other"]


def test_a_list_of_itself_comes_to_an_end():
    endless, wide = [], "a"
    endless.append(endless)
    for _ in range(30):
        wide = [wide] * 10
    for value in endless, wide:
        assert len(json.dumps(plain(value))) < 100 * compare.LIMIT


def test_an_object_that_equals_everything_comes_out_as_what_it_is():
    class Liar(np.ndarray):
        def __eq__(self, other):
            return True

        __hash__ = None

        def tolist(self):
            return [9.0, 9.0]

    class Number(float):
        def __eq__(self, other):
            return True

        def __float__(self):
            return 9.0

        __hash__ = None

    class Text(str):
        __slots__ = ()

        def __str__(self):
            return "other"

    class Wrapper:
        __class__ = list

        def __array__(self, dtype=None, copy=None):
            return np.array([1.0, 2.0]).view(Liar)

    for value in np.array([1.0, 2.0]).view(Liar), Wrapper():
        data = plain(value)
        assert data == {"dtype": "float64", "shape": [2], "data": [1.0, 2.0]}
        assert [type(number) for number in data["data"]] == [float, float]
    assert type(plain(Number(1.5))["data"][0]) is float
    assert plain(Number(1.5))["data"] == [1.5]
    assert type(plain(Text("a"))) is str
    assert plain(Text("a")) == "a"


def test_a_failing_array_conversion_is_no_data():
    class Broken:
        def __array__(self, dtype=None, copy=None):
            raise RuntimeError

    assert plain(Broken()) == {"other": "Broken"}


def test_a_value_that_changes_while_it_is_read_comes_out_as_it_was():
    class Growing:
        def __array__(self, dtype=None, copy=None):
            parts.append(self)
            entries[str(len(entries))] = self
            return np.ones(())

    parts, entries = [Growing()], {"a": Growing()}
    assert len(plain(parts)["list"]) == 1
    assert len(plain(entries)["dict"]) == 2


def test_a_torch_tensor_is_detached_first():
    class Tensor:
        def __init__(self, steps):
            self.steps = steps

        def detach(self):
            return Tensor([*self.steps, "detach"])

        def cpu(self):
            return Tensor([*self.steps, "cpu"])

        def __array__(self, dtype=None, copy=None):
            if self.steps != ["detach", "cpu"]:
                raise TypeError
            return np.ones(2)

    assert plain(Tensor([]))["data"] == [1.0, 1.0]


@pytest.mark.parametrize("dtype", ["bool", "int8", "int64", "uint64", "float16", "float32", "float64"])
def test_arrays_survive_the_way_through_json(dtype, rng):
    before = rng.normal(scale=9, size=(2, 0, 3) if dtype == "int8" else (2, 3)).astype(dtype)
    after = array(json.loads(json.dumps(plain(before))))
    assert after.dtype == before.dtype
    np.testing.assert_array_equal(after, before)


def test_nan_and_infinity_survive_the_way_through_json():
    np.testing.assert_array_equal(array(json.loads(json.dumps(plain([NAN, INF])))["list"][0]), NAN)
    np.testing.assert_array_equal(array(json.loads(json.dumps(plain(np.array([NAN, -INF]))))), [NAN, -INF])


HOSTILE = [
    {},
    [],
    3,
    True,
    {"dtype": "float64"},
    {"dtype": "float64", "shape": [2], "data": [1.0]},
    {"dtype": "float64", "shape": [10**30], "data": []},
    {"dtype": "float64", "shape": [0, 10**30], "data": []},
    {"dtype": "float64", "shape": [0, -1], "data": []},
    {"dtype": "float64", "shape": [True], "data": [1.0]},
    {"dtype": "float64", "shape": [1] * 100, "data": [1.0]},
    {"dtype": "float64", "shape": "2", "data": [1.0, 2.0]},
    {"dtype": "float64", "shape": [1], "data": ["1"]},
    {"dtype": "float64", "shape": [1], "data": [None]},
    {"dtype": "float64", "shape": [1], "data": [[1.0]]},
    {"dtype": "float64", "shape": [], "data": [10**400]},
    {"dtype": "int8", "shape": [], "data": [300]},
    {"dtype": "int64", "shape": [], "data": [1.5]},
    {"dtype": "uint8", "shape": [], "data": [-1]},
    {"dtype": "object", "shape": [], "data": [1]},
    {"dtype": "a", "shape": [], "data": [1]},
    {"dtype": "i4,f4", "shape": [], "data": [1]},
    {"dtype": None, "shape": [], "data": [1]},
    {"dtype": [], "shape": [], "data": [1]},
    {"list": None},
    {"list": {}},
    {"dict": []},
    {"dict": {"a": {}}},
    {"tuple": [[]]},
    {"other": None},
    {"other": "\x1b[31m\ud800" * 500},
    {"error": None},
    {"error": {}},
    {"error": {"type": 3, "message": [], "lines": 3}},
    {"error": {"type": "{0}", "message": "{x!r:>99}", "lines": [None, "{", "a" * 9999]}},
    {"list": [], "tuple": []},
    {"surprise": 1},
]


@pytest.mark.parametrize("data", HOSTILE)
def test_hostile_data_is_no_array(data):
    assert array(data) is None


@pytest.mark.parametrize("data", HOSTILE)
def test_hostile_data_gets_a_message(data, states):
    for expected in states, 3, "text", [1, 2], ("a", None), {"a": states}, [states, states], None:
        message = explain(plain(expected), data, axes=AXES)
        assert all(text.isprintable() for text in "".join(message).split("\n"))
        assert all(len(text) < 3000 for text in message)


def test_deeply_nested_data_gets_a_message():
    data = 1
    for _ in range(5000):
        data = {"list": [data]}
    assert explain(plain([[1.0]]), data)
    assert explain(plain(1.0), data)


def test_overflowing_numbers_get_a_message(states):
    for huge in 1e308, -1e308:
        assert diagnosis(states, np.full_like(states, huge), AXES)
        assert diagnosis(huge, states[0, 0, 0])
        assert diagnosis(huge, -huge)


def test_a_very_long_list_is_explained_in_a_moment(rng):
    got = plain([0.5] * 200_000)
    started = time.process_time()
    for expected in rng.normal(size=1000), [0.5, 0.7], "text":
        assert explain(plain(expected), got)
    assert time.process_time() - started < 2


# -- judging


def test_rounding_and_dtype_alone_are_right(states):
    assert diagnosis(states, states.astype("float32")) is None
    assert diagnosis(states, states * (1 + 1e-6)) is None
    assert diagnosis(np.arange(3), np.arange(3.0)) is None
    assert diagnosis(np.arange(3.0), np.arange(3)) is None
    assert diagnosis(3, np.int32(3)) is None
    assert diagnosis([True, False], [1, 0]) is None


def test_whole_numbers_must_be_equal_however_large():
    assert diagnosis(10**6, 10**6 + 1)
    assert diagnosis(np.array([10**6, 3]), np.array([10**6 + 1, 3]))
    assert diagnosis([10**6, 0.5], [10**6 + 1, 0.5])
    assert diagnosis(10**40, 10**40) is None
    assert diagnosis(10**40, 10**39)


def test_equal_nans_and_infinities_are_right():
    values = np.array([NAN, INF, -INF, 1.0])
    assert diagnosis(values, values) is None
    assert diagnosis(values, values[[0, 2, 1, 3]])
    assert diagnosis(NAN, NAN) is None


def test_a_list_passes_for_a_tuple(states):
    assert diagnosis((states, 1), [states, 1]) is None


def test_close_and_explain_agree(states):
    for got in states, -states, states[0], [states], None, "text":
        assert close(plain(states), plain(got)) == (diagnosis(states, got) is None)


def test_an_expected_error_is_right_by_its_type_and_recognised_by_its_message_too():
    assert explain(error(), error(message="another message")) is None
    assert not close(error(), error(message="another message"))
    assert close(error(), error())
    assert explain(error(), error(type="TypeError"))


def test_what_was_not_attempted_or_not_defined_is_never_right():
    for fields in {"unattempted": True}, {"type": "NotDefined"}:
        assert explain(error(**fields), error(**fields))
        assert not close(error(**fields), error(**fields))


def test_at_most_judges_by_its_bound():
    judge = at_most(0.5)
    assert judge(plain(0.1), plain(0.5)) is None
    en, zh = judge(plain(0.1), plain(0.75), rtol=1e-3, atol=1e-3, axes=None)
    assert "0.75 came; at most 0.5" in en
    assert "不超过 0.5" in zh
    for wrong in NAN, -INF, "0.1", None, np.array([0.1]):
        assert judge(plain(0.1), plain(wrong))


def test_between_judges_by_both_bounds(states):
    judge = between(-1, 1)
    assert judge(plain(states), plain(np.tanh(states))) is None
    en, zh = judge(plain(states), plain(changed(np.tanh(states), (0, 0, 0), 3)))
    assert "-1 to 1 is asked" in en
    assert "在 -1 到 1 之间" in zh


@pytest.mark.parametrize(
    ("asked", "right", "wrong"), [("float32", "float32", "float64"), ("whole numbers", "int8", "float32")]
)
def test_a_dtype_that_the_text_names_is_asked_for_where_the_values_are_right(asked, right, wrong):
    judge, values = array_of(asked), np.arange(6).reshape(2, 3)
    expected = plain(values.astype(right))
    assert judge(expected, expected) is None
    en, zh = judge(expected, plain(values.astype(wrong)))
    assert f"the array has dtype {wrong}; asked for: {asked}" in en
    assert f"dtype 是 {wrong}" in zh
    assert judge(expected, plain(values.tolist()))  # `as_asked` makes an array of it where a check is to take lists
    assert "transposed" in judge(expected, plain(values.T.astype(wrong)))[0]


# -- no answer, or a value of another kind


def test_a_forgotten_return_is_suspected(states):
    assert_told(states, None, "did you forget `return`", "是不是忘了写 `return`")


def test_an_error_is_shown_with_the_students_own_line():
    en, zh = explain(plain(1.0), error(lines=["line 3: h = x @ W_x"]))
    assert "ValueError: shapes differ" in en
    assert "In your code:\n    line 3: h = x @ W_x" in en
    assert "运行中断，错误是 ValueError：shapes differ" in zh
    assert "line 3: h = x @ W_x" in zh


def test_an_unattempted_exercise_is_called_so():
    assert explain(plain(1.0), error(unattempted=True)) == ("not attempted yet", "尚未作答")


def test_a_missing_definition_is_named():
    en, zh = explain(plain(1.0), error(type="NotDefined", message="gru_step"))
    assert "`gru_step` is not defined" in en
    assert "还没有定义 `gru_step`" in zh


def test_a_ragged_list_for_an_array_is_named(states):
    ragged = [states[0], states[1][:3]]
    assert_told(states, ragged, "a list of length 2", "列表（list）")
    assert_told(states, ragged, "they differ in length", "长度不一")


def test_the_right_part_of_a_tuple_is_pointed_out(states):
    assert_told(states, (states[0], states), "Its part 2", "第 2 个元素正是所求")


def test_a_single_part_of_what_is_asked_is_recognised(states):
    assert_told((states[0], states), states, "It is part 2 of 2", "它是第 2 个元素（共 2 个）")


@pytest.mark.parametrize(
    ("got", "en", "zh"),
    [
        ("text", "a text", "文本"),
        (3, "a number", "一个数"),
        ({"a": 1}, "a dict of length 1", "字典"),
        (object(), "an object of type object", "object 类型的对象"),
        (np.ones(2), "an array of shape (2,)", "数组"),
    ],
)
def test_a_value_of_another_kind_is_named(got, en, zh):
    assert_told(("a", "b", "c"), got, f"What came is {en}; expected is a tuple of length 3", zh)


def test_another_number_of_parts_is_told_and_the_wrong_part_named(states):
    assert_told((states, 1, 2), (states, 1), "number of parts is 2; expected 3", "返回了 2 个元素，应为 3 个")
    assert_told((states, 1, 2), (states, 1), "Right so far: the first 2", "前 2 个")
    assert_told((states, 1, 2), (-states, 1), "Part 1 of 3: The sign", "第 1 个元素（共 3 个）：符号")
    assert_told((states,), (), "number of parts is 0", "返回了 0 个元素")


def test_the_wrong_part_is_named(states):
    assert_told((states, states[0]), (states, -states[0]), "Part 2 of 2: The sign", "第 2 个元素（共 2 个）：符号")
    assert_told(["a", "b", "c"], ["a", "x", "y"], "2 parts are wrong", "有 2 个元素不对")


def test_parts_in_another_order_are_recognised(states):
    assert_told((states, "a", 3), ("a", 3, states), "in another order", "顺序不同")


def test_lists_of_numbers_are_compared_like_arrays():
    assert_told([3, 1, 4, 1, 5], [5, 1, 4, 1, 3], "reversed along axis 0", "前后颠倒")
    assert_told([3, 1, 4], [3, 1, 4, 4], "Without the last", "去掉最后一项")
    assert_told([[3, 1, 4], [1, 5, 9]], [[3, 1], [4, 1], [5, 9]], "shape (3, 2)", "形状")


def test_missing_and_extra_keys_are_named():
    assert_told({"h": 1, "c": 2}, {"h": 1, "x": 2}, "lacks the entries: c", "缺少条目：c")
    assert_told({"h": 1, "c": 2}, {"h": 1, "x": 2}, "entries too many: x", "多余的条目：x")


def test_the_wrong_entry_of_a_dict_is_named(states):
    assert_told({"h": 1, "c": states}, {"h": 1, "c": -states}, "Entry 'c': The sign", "条目 'c'：符号")


def test_the_first_difference_of_two_texts_is_located():
    assert_told("hidden state", "hidden slate", "from word 2 on", "从第 2 个词起不同")


def test_a_word_is_compared_as_a_whole():
    assert diagnosis("unchanged", "changed") == ("Yours is 'changed'.", "你的是 'changed'。")


def test_a_message_never_shows_the_expected_text_or_number():
    for expected, got in [("hidden state", "cell"), (1234567, 7), (0.7654321, 0.5), (["secret"], ["open"])]:
        message = "".join(diagnosis(expected, got))
        assert not any(word in message for word in ("state", "1234567", "0.765", "secret"))


@pytest.mark.parametrize(
    ("got", "en", "zh"),
    [
        ("the  time machine", "spaces", "空格"),
        ("The Time Machine", "upper and lower case", "大小写"),
        ("the time", "stops too early", "结束得太早"),
        ("the time machine stops", "goes on", "还在继续"),
    ],
)
def test_how_a_text_differs_is_told(got, en, zh):
    assert_told("the time machine", got, en, zh)


# -- arrays of another shape


def test_swapped_axes_are_named_in_the_message(states):
    got = states.transpose(1, 0, 2)
    assert_told(states, got, "shape (5, 2, 4); expected (batch, time, units) = (2, 5, 4)", "应为 (batch, time, units)")
    assert_told(states, got, "Time seems to come first", "时间步（time step）似乎排在了最前面")
    assert_told(states, got, "Apart from that the values are right", "除此之外，数值是对的")
    assert_told(states, states.transpose(0, 2, 1), "(batch, units, time)", "(batch, units, time)")


def test_swapped_axes_with_wrong_values_are_not_called_right(states, rng):
    en, zh = diagnosis(states, rng.normal(size=(TIME, BATCH, UNITS)), AXES)
    assert "Time seems to come first" in en
    assert "right" not in en
    assert "对的" not in zh


def test_a_transposed_matrix_is_recognised(rng):
    for shape in (2, 3), (3, 3):
        matrix = rng.normal(size=shape)
        assert_told(matrix, matrix.T, "transposed", "转置")


def test_an_axis_of_length_one_is_noticed(states):
    assert_told(states[:, 0], states[:, :1], "length 1: `keepdims`", "多了一个长度为 1 的轴", ("batch", "units"))
    assert_told(states[:, :1], states[:, 0], "length 1 is missing", "少了一个长度为 1 的轴")
    assert_told(0.5, np.array([0.5]), "brackets too many", "长度为 1 的轴")


def test_a_broadcasting_accident_is_recognised(rng):
    values = rng.normal(size=6)
    assert_told(values, values[:, None] - values, "broadcasting", "广播")
    assert_told(values[:, None], values[:, None] - values, "(6, 1) and (6,)", "(6, 1) 与 (6,)")


def test_a_missing_axis_is_named(states, rng):
    assert_told(states, states[:, -1], "axis time is missing.\nOnly its last", "缺少 time 这个轴")
    assert_told(states, states[:, 0], "Only its first", "只保留了它的第一项")
    assert_told(states, states.sum(1), "summed over", "求了和")
    assert_told(states, states.mean(1), "averaged over", "取了平均")
    assert_told(states, rng.normal(size=(BATCH, TIME)), "axis units is missing", "缺少 units 这个轴")


def test_an_axis_too_many_is_named(states):
    assert_told(states[:, -1], states, "Axis 1 of your result is one too many", "第 1 个轴", ("batch", "units"))
    assert_told(states[:, -1], states, "Only the last entry along it", "只需要沿它的最后一项", ("batch", "units"))


def test_one_step_too_many_or_too_few_is_located(states):
    assert_told(states[:, 1:], states, "Where does the loop over time start", "对时间的循环")
    assert_told(states[:, 1:], states, "Without the first", "去掉第一项")
    assert_told(states[:, :-1], states, "Without the last", "去掉最后一项")
    assert_told(states, states[:, 1:], "The first is missing", "缺的是第一项")
    assert_told(states, states[:, :-1], "one too few along time", "沿 time 少了一项")
    assert_told(states, states[:, :-1], "The last is missing", "缺的是最后一项")


def test_one_unit_too_many_is_not_blamed_on_the_loop(states):
    assert_told(states[..., :3], states, "one too many along units", "沿 units 多了一项")
    assert "loop" not in diagnosis(states[..., :3], states, AXES)[0]


def test_any_other_shape_is_told(states):
    assert_told(states, states.reshape(-1), "shape (40,); expected (batch, time, units)", "(40,)，应为")
    assert_told(states, states.reshape(-1), "(2, 5, 4)", "(2, 5, 4)", axes=None)


# -- arrays of the right shape


def test_whole_numbers_for_fractions_are_noticed(states):
    assert_told(states, states.astype("int64"), "dtype int64, which cuts off fractions", "小数部分丢掉了")


def test_fractions_for_whole_numbers_are_noticed():
    assert_told(np.array([1, 2, 3]), np.array([1, 2.5, 3]), "Whole numbers are expected", "应为整数")


def test_nan_is_located_in_time(states):
    assert_told(
        states, changed(states, np.s_[:, 2:], NAN), "NaN from time step 3 on", "从第 3 个时间步（time step）起出现 NaN"
    )
    assert_told(states, changed(states, np.s_[0, 2, 1], INF), "inf, first at time step 3", "inf，最先在第 3 个时间步")
    assert_told(states, changed(states, np.s_[1, 2, 3], NAN), "index (1, 2, 3)", "下标 (1, 2, 3)", axes=None)


def test_a_missing_mask_is_noticed():
    scores = np.array([[0.1, -INF], [0.3, 0.4]])
    assert_told(scores, np.array([[0.1, 0.2], [0.3, 0.4]]), "At index (0, 1)", "掩码（mask）")
    assert_told(scores, np.array([[-0.1, -INF], [-0.3, -0.4]]), "sign", "符号")


def test_low_precision_is_named(states):
    assert_told(states, states.astype("float16"), "precision: your result has dtype float16", "精度（precision）")
    assert_told(states, states * (1 + 1e-4), "small constant", "小常数")


def test_zeros_are_noticed(states):
    assert_told(states, 0 * states, "All entries are zero", "所有元素都是零")


def test_a_constant_is_noticed(states):
    assert_told(states, 0 * states + 0.3, "All entries are the same", "所有元素都是同一个数")


def test_a_flipped_sign_is_recognised(states):
    assert_told(states, -states, "-1 times", "符号（sign）反了")
    assert_told(0.3, -0.3, "-1 times", "符号（sign）反了")


def test_a_constant_factor_is_given(states):
    assert_told(states, states / 3, "0.333 times", "0.333 倍")


@pytest.mark.parametrize("expected", [0.7, 3, False])
def test_of_a_single_number_no_function_and_no_factor_is_guessed(expected):
    for got in 2 * expected + 1, math.exp(expected), 1 - expected, 1 / (expected or 3), 5.5 * (expected or 0.1):
        message = diagnosis(expected, got)[0]
        assert not any(word in message for word in ("times", "exp of", "logarithm", "1 minus", "reciprocal")), message


def test_simple_functions_of_the_result_are_recognised(rng):
    values = rng.uniform(0.2, 0.8, size=(2, 3))
    assert_told(values, 1 - values, "1 minus", "1 减去正确值")
    assert_told(values, 1 / values, "reciprocal", "倒数")
    assert_told(values, np.log(values), "logarithm", "对数")
    assert_told(values, np.exp(values), "exp of the right", "指数")


def test_flags_are_compared_as_flags():
    flags = np.array([True, True, False])
    assert_told(flags, ~flags, "All 3 flags are the other way round", "3 个真假值（True/False）全都反了")
    assert_told(True, 0.3, "True or False is asked for", "要求的是 True 或 False")
    assert_told(True, False, "Yours is False here", "你的结果在这里是 False")
    assert "filled in" not in diagnosis(flags, flags & False)[0]


def test_reversed_time_is_recognised(states):
    assert_told(states, states[:, ::-1], "reversed along time", "沿 time 前后颠倒")


def test_a_shift_by_one_step_is_recognised(states):
    assert_told(states, np.roll(states, 1, axis=1), "what belongs to the one before", "前一处的值")
    assert_told(states, np.roll(states, -1, axis=1), "what belongs to the next", "后一处的值")


@pytest.mark.parametrize("count", [4, 3, 2])
def test_gates_in_another_order_are_named(count, rng):
    gates = np.split(rng.normal(size=(5, 5 * count)), count, axis=-1)
    order = [1, 0, *range(2, count)]
    got = np.concatenate([gates[k] for k in order], axis=-1)
    listed = ", ".join(map(str, order))
    axes = ("units", "gates")
    assert_told(np.concatenate(gates, axis=-1), got, f"another order: {listed}", f"顺序是 {listed}", axes)


def test_a_constant_offset_is_given(states):
    assert_told(states, states + 0.25, "off by the same amount, 0.25", "都差同一个数 0.25")


def test_a_missing_bias_is_suspected_along_the_units_only(states, rng):
    got = states - rng.normal(size=UNITS)
    assert_told(states, got, "only on the last axis, units", "偏置（bias）")
    assert "bias" not in diagnosis(states, got, ("batch", "time", "words"))[0]


def test_the_step_from_which_it_is_wrong_is_named(states):
    assert_told(
        states,
        changed(states, np.s_[:, 1:, ::2]),
        "right at time step 1 of 5 and differs from step 2 on (largest difference 0.5)",
        "共 5 个时间步（time step）：第 1 步正确，从第 2 步起不同（最大差 0.5）",
    )
    assert_told(states, changed(states, np.s_[:, 3:, ::2]), "right at time steps 1 to 3 of 5", "从第 4 步起不同")
    assert_told(states, changed(states, np.s_[:, :2, ::2]), "right from step 3 on", "从第 3 步起正确")
    assert_told(states, changed(states, np.s_[:, 1:4:2, ::2]), "counted from 1: 2, 4", "（从 1 数起）：2, 4")


def test_a_wrong_second_step_points_at_what_is_carried(states):
    assert_told(states, changed(states, np.s_[:, 1:, ::2]), "hands on to the next", "前一步传给后一步")
    assert "hands on" not in diagnosis(states, changed(states, np.s_[:, 2:, ::2]), AXES)[0]


def test_a_wrong_last_step_is_recognised(states):
    assert_told(states, changed(states, np.s_[:, -1, ::2]), "Only the last of 5 time steps", "只有最后一个不对")


def test_wrong_rows_of_the_batch_are_named(rng):
    states = rng.normal(size=(3, TIME, UNITS))
    assert_told(states, changed(states, np.s_[1:, :, ::2]), "Only the first row of the batch", "只有第一行是对的")
    assert_told(states, changed(states, np.s_[1, :, ::2]), "only in row 1", "只有第 1 行不对")


def test_wrong_padding_is_located_in_time_and_batch(states):
    got = changed(states, np.s_[0, 3:, ::2])
    assert_told(states, got, "differs from step 4 on", "从第 4 步起不同")
    assert_told(states, got, "only in row 0", "只有第 0 行不对")


def test_wrong_places_along_any_axis_are_named(states):
    assert_told(states, changed(states, np.s_[:, ::2, 1]) ** 1, "counted from 1: 1, 3, 5", "1, 3, 5")
    got = changed(changed(states, np.s_[..., 1]), np.s_[0, :, 1])
    assert_told(states, got, "only at index 1 along units", "第 1 处不对")


def test_values_wrong_everywhere_are_measured(states):
    got = changed(states + np.sin(np.arange(40.0)).reshape(states.shape) + 2, (1, 3, 2), 7)
    assert_told(
        states, got, "40 of 40 values differ, most at (batch, time, units) = (1, 3, 2)", "40 个值中有 40 个不同"
    )


def test_a_result_wrong_at_every_step_sends_back_to_a_single_one(states, rng):
    got = rng.normal(size=states.shape)
    assert_told(states, got, "not even the first: look at a single step", "请先检查单独一步")
    assert "step" not in diagnosis(states[0], got[0], ("batch", "units"))[0]


def test_a_wrong_number_is_too_large_or_too_small():
    assert_told(7, 9, "too large", "太大")
    assert_told(0.7, 0.45, "too small", "太小")


# -- whatever comes


def random_value(rng, depth=2):
    """Draw a value of any kind, lists and dicts among them."""
    kinds = [
        lambda: rng.normal(size=tuple(rng.integers(0, 5, size=rng.integers(4)))),
        lambda: rng.integers(-3, 4, size=tuple(rng.integers(0, 5, size=rng.integers(4)))),
        lambda: rng.choice([0.0, 1.0, NAN, INF, -INF], size=(2, 3)),
        lambda: rng.integers(2, size=(3,)) == 1,
        lambda: int(rng.integers(-9, 9)),
        lambda: float(rng.normal()),
        lambda: "".join(rng.choice(list(string.ascii_letters + " \n词"), size=rng.integers(6))),
        lambda: None,
    ]
    if depth:
        kinds += [
            lambda: [random_value(rng, depth - 1) for _ in range(rng.integers(4))],
            lambda: tuple(random_value(rng, depth - 1) for _ in range(rng.integers(4))),
            lambda: {key: random_value(rng, depth - 1) for key in "hc"[: rng.integers(3)]},
            lambda: [int(k) for k in rng.integers(5, size=rng.integers(5))],
        ]
    return kinds[rng.integers(len(kinds))]()


def test_every_value_equals_itself(rng):
    for _ in range(300):
        value = random_value(rng)
        assert diagnosis(value, value) is None


def test_any_two_values_are_judged_and_explained_alike(rng):
    values = [plain(random_value(rng)) for _ in range(70)] + HOSTILE
    for expected in values[:70]:
        for got in values:
            assert (explain(expected, got, axes=AXES) is None) == close(expected, got)


def test_any_perturbation_above_tolerance_gets_a_message(rng):
    for _ in range(300):
        shape = tuple(rng.integers(1, 5, size=rng.integers(4)))
        values = rng.normal(size=shape) * 10.0 ** rng.integers(-3, 4)
        noise = np.array(rng.normal(size=shape) * (rng.random(shape) < rng.random()))
        noise.flat[rng.integers(noise.size)] = 1.0
        size = 10.0 ** rng.integers(-4, 4)
        got = values + noise * size * (1e-2 + np.abs(values))
        axes = AXES[: len(shape)] if rng.random() < 0.5 else None
        assert diagnosis(values, got, axes)
        assert diagnosis(values, values + 1e-9, axes) is None


def test_no_message_shows_an_expected_value(rng):
    for _ in range(200):
        values = rng.normal(size=(2, 3, 4)) * 100
        got = rng.normal(size=(2, 3, 4)) * 100
        text = "".join(diagnosis(values, got, AXES))
        assert not any(f"{abs(number):.2f}" in text for number in values.flat)


def test_every_text_is_said_in_both_languages_with_the_same_fields():
    for key, text in compare.TEXTS.items():
        en, zh = text.split("\n")
        fields = [{name for _, name, _, _ in string.Formatter().parse(line) if name} for line in (en, zh)]
        assert fields[0] == fields[1], key
        assert any("一" <= char <= "鿿" for char in zh), key
        assert not any("一" <= char <= "鿿" for char in en), key


def test_an_error_is_the_same_whatever_single_numbers_its_message_has():
    """With and without oneDNN TensorFlow words one error differently, and a quoted float has other last bits elsewhere."""

    def error(message):
        return {"error": {"type": "ValueError", "message": message, "lines": [], "unattempted": False}}

    one = error("Matrix size-incompatible: In[0]: [3,5,22], In[1]: [23,4]")
    assert close(one, error("Matrix size-incompatible: In[0]: [3,5,22], In[1]: [23,4] 0 0"))
    assert not close(one, error("Matrix size-incompatible: In[0]: [3,5,24], In[1]: [23,4]"))
    assert not close(one, error("Shapes incompatible: In[0]: [3,5,22], In[1]: [23,4]"))


def as_plain(*values):
    return [plain(value) for value in values]


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (np.eye(2), [[1, 0], [0, 1.0]]),
        (np.eye(2), ((1, 0), (0, 1))),
        (np.eye(2), [np.array([1, 0]), [0, 1]]),
        (np.arange(3), [0, 1, 2]),
        (np.zeros(0), []),
        ((np.ones(2), np.zeros(2)), np.array([[1, 1], [0, 0]])),
        ({"h": np.ones(2), "n": 3}, {"n": 3, "h": [1.0, 1.0]}),
        ([np.ones((1, 2)), np.zeros(3)], ([[1, 1]], [0, 0, 0])),
    ],
)
def test_rows_in_a_list_pass_for_an_array_and_an_array_for_a_list_of_rows(expected, got):
    case = Case("a", "甲", None)
    assert case.right(*as_plain(expected, got))
    assert case.verdict(*as_plain(expected, got)) is None


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (np.eye(2), [[1, 0], [0]]),
        (np.eye(2), [[1, 0], [0, "1"]]),
        (np.eye(2), [[1, 0], [0, 2]]),
        (np.float64(1), [1.0]),
        ([1, 2], np.array([1, 2])),
        (["a"], np.zeros((1, 1))),
        ((np.ones(2), np.zeros(2)), np.array([[1, 1], [0, 1]])),
    ],
)
def test_ragged_rows_other_numbers_and_an_array_where_a_list_of_numbers_is_asked_do_not(expected, got):
    case = Case("a", "甲", None)
    assert not case.right(*as_plain(expected, got))
    assert case.verdict(*as_plain(expected, got)) is not None
